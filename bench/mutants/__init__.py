"""Do the tests bite? Every small change to the code that guards people's data, and whether a test notices."""
