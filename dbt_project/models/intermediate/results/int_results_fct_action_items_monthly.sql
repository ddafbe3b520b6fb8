{{ compute_indicators('fct_action_items_monthly') }}
