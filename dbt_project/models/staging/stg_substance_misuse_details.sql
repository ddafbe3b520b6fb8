{{ stage('iru_substance_misuse') }}
