{{ stage('iru_iro_consultations') }}
