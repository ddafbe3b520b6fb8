{{ compute_indicators('fct_caseloads_monthly') }}
