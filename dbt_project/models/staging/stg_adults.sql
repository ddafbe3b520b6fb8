{{ stage('iru_adults') }}
