"""What is told of files and of faults: reports, and the documents at fault."""
