{{ stage('iru_s47_enquiries') }}
