// Holds PDFs against PDF/UA-1 with the veraPDF engine: one JSON line for each file named.
//
// Run by the script shell that the engine's own jar carries (it reads its rules in JavaScript), so
// that a plain Java runtime is enough and nothing is compiled.

var verapdf = Packages.org.verapdf;
var Builder = verapdf.pdfa.validation.validators.ValidatorConfigBuilder;
var MOST_SHOWN = 20; // of each rule

verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise();
var engine = verapdf.pdfa.Foundries.defaultInstance();
var profile = verapdf.pdfa.flavours.PDFAFlavour.PDFUA_1;

function failures(result) {
    var found = [];
    var each = result.getTestAssertions().iterator();
    while (each.hasNext()) {
        var assertion = each.next();
        var rule = assertion.getRuleId();
        found.push({
            rule: rule.getClause() + "-" + rule.getTestNumber(),
            message: String(assertion.getErrorMessage() || assertion.getMessage()),
            place: String(assertion.getLocation().getContext())
        });
    }
    return found;
}

function check(path) {
    var parser = engine.createParser(new java.io.File(path), profile);
    try {
        var config = Builder.defaultBuilder().flavour(profile).maxFails(-1).recordPasses(false)
            .maxNumberOfDisplayedFailedChecks(MOST_SHOWN).showErrorMessages(true).build();
        var result = engine.createValidator(config, profile).validate(parser);
        return {
            path: path,
            checks: result.getTotalAssertions(),
            complies: Boolean(result.isCompliant()),
            failures: failures(result)
        };
    } finally {
        parser.close();
    }
}

for (var at = 0; at < arguments.length; at++) {
    print(JSON.stringify(check(arguments[at])));
}
