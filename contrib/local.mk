# what is installed or shipped beside the program
dist_doc_DATA += contrib/askpost.conf.example
