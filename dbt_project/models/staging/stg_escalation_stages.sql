{{ stage('iru_escalation_stages') }}
