{{ stage('iru_escalations') }}
