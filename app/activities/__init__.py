"""The log: what teams, hamlets and partners did, with figures that know what is missing."""
