"""What is true of English business news: lexicon and grammar tables. Imports nothing of ours."""
