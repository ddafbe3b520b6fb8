{{ stage('iru_parental_consultations') }}
