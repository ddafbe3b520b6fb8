{{ stage('iru_qa_audits') }}
