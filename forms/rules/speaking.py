"""The words in which rules are explained."""

FLIPPED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""Each comparison as it reads from its other side."""

MORE_AND_LESS = {
    "=": "is {}",
    "!=": "is not {}",
    "<": "is less than {}",
    "<=": "is {} or less",
    ">": "is more than {}",
    ">=": "is {} or more",
}

BEFORE_AND_AFTER = {
    "=": "is {}",
    "!=": "is not {}",
    "<": "is earlier than {}",
    "<=": "is {} or earlier",
    ">": "is later than {}",
    ">=": "is {} or later",
}

SPOKEN = {"+": "plus", "-": "minus", "*": "times", "div": "divided by", "mod": "modulo"}

DAYS = {
    ("-", False): "{1} days before {0}",
    ("+", False): "{1} days after {0}",
    ("-", True): "the number of days from {1} to {0}",
    ("+", True): "{1} days after {0}",
}
"""A date, + or -, and whether it is a question that is added or taken away."""

CONDITIONS = {
    "selected": "{0} includes {1}",
    "regex": "{0} fits the pattern {1}",
    "contains": "{0} contains {1}",
    "starts-with": "{0} begins with {1}",
    "ends-with": "{0} ends with {1}",
    "boolean-from-string": "{0} is “true” or 1",
    "true": "always",
    "false": "never",
}

NEGATED_CONDITIONS = {
    "selected": "{0} does not include {1}",
    "regex": "{0} does not fit the pattern {1}",
    "contains": "{0} does not contain {1}",
    "starts-with": "{0} does not begin with {1}",
    "ends-with": "{0} does not end with {1}",
    "boolean-from-string": "{0} is neither “true” nor 1",
    "true": "never",
    "false": "always",
}

VALUES = {
    "today": "today",
    "now": "now",
    "pi": "π",
    "position": "the number of this entry",
    "count": "the number of entries in {0}",
    "count-non-empty": "the number of answered entries in {all}",
    "count-selected": "the number of answers chosen in {0}",
    "selected-at": "the answer chosen in {0} at place {1}, counted from 0",
    "sum": "the total of {all}",
    "min": "the smallest of {all}",
    "max": "the largest of {all}",
    "string": "{0}",
    "number": "{0}",
    "string-length": "the number of characters in {0}",
    "normalize-space": "{0} without needless blanks",
    "concat": "{all} put together",
    "join": "the texts {all} put together with the first between them",
    "coalesce": "the first of {all} that is answered",
    "once": "{0}, worked out once",
    "jr:choice-name": "what {0} says",
    "int": "the whole part of {0}",
    "round": "the rounded {0}",
    "floor": "{0} rounded down",
    "ceiling": "{0} rounded up",
    "decimal-date-time": "the days from 01/01/1970 to {0}",
    "abs": "{0} without its sign",
    "date": "{0}",
    "date-time": "{0}",
    "format-date": "{0} written as {1}",
    "format-date-time": "{0} written as {1}",
}
"""What a function gives; {all} stands for all its arguments. Others are said by their names."""
