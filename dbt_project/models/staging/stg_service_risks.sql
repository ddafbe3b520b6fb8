{{ stage('iru_service_risks') }}
