{{ stage('ssd_s47_enquiry') }}
