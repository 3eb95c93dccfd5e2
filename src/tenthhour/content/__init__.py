"""One YAML file per measure, framework, instrument, scenario."""
