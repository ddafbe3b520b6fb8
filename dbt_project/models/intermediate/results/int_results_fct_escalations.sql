{{ compute_indicators('fct_escalations') }}
