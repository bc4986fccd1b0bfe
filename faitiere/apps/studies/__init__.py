"""Studies: saved engine runs on a home (identity sheet, scenarios, aids, financing plan) and their printed reports."""
