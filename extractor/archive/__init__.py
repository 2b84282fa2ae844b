"""Many articles: shards, workers, Parquet, and the cross-check of a whole archive in DuckDB.

What is here needs the extra ``tieout[archive]``; nothing outside imports it before it is wanted.
"""
