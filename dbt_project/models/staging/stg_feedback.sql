{{ stage('iru_feedback') }}
