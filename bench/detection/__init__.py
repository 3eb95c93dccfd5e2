"""Bench A: how soon a drift is found, at equal false alarms, by ours and by what else is used."""
