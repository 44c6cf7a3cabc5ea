# what is installed or shipped beside the program
