{{ stage('iru_early_end_requests') }}
