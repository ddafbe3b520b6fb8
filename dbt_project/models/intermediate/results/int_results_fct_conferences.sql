{{ compute_indicators('fct_conferences') }}
