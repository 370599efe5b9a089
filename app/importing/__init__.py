"""From a clipboard, CSV or Excel file to a preview of what would change; it reads no store and writes nothing.

``grid`` reads, ``columns`` finds out which column is what, ``preview`` compares with what is kept, ``targets`` says
what hamlets, people and team members look like. A noun turns the rows of a preview into one command.
"""
