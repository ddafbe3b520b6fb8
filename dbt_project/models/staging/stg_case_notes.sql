{{ stage('iru_case_notes') }}
