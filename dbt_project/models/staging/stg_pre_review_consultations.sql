{{ stage('iru_pre_review_consultations') }}
