{{ compute_indicators('fct_care_leavers') }}
