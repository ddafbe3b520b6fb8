{{ stage('iru_extract_status') }}
