"""The parts a report is composed of; each knows its measures, its page breaks and its meaning."""
