{{ compute_indicators('fct_review_monitoring') }}
