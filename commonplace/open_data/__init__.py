"""What the site knows, as files for other programs: records, captions, feeds."""

from commonplace.open_data.files import files
from commonplace.open_data.linked import linked
