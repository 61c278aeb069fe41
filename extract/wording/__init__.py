"""What words say: vocabulary kept as data, headings of columns, labels of rows, names of authorities."""
