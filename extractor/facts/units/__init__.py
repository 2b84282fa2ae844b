"""What a number is of: the noun it counts, its currency, the country that decides between them."""
