{{ stage('iru_action_items') }}
