"""The printer: turns a Document into PDF or DOCX and a Sheet into XLSX by the rules of decree 30/2020/NĐ-CP."""
