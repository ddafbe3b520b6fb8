{{ stage('iru_care_leaver_returns') }}
