{{ stage('iru_lado_training_attendees') }}
