"""Tables that more than one stage reads, typed: countries, currencies, units, hedges, measures."""
