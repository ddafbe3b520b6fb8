{{ stage('iru_child_information_given') }}
