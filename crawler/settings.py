"""Everything is wired here by its dotted path, and every number a user may turn stands here once."""

BOT_NAME = "readmore"
SPIDER_MODULES = ["spiders"]
NEWSPIDER_MODULE = "spiders"
COMMANDS_MODULE = "crawler.commands"

# ---------------------------------------------------------------- what is delivered
# JSON Lines by our own exporter, so that every line of a .jsonl feed is a valid record.
FEED_EXPORTERS = {
    "jsonlines": "crawler.feeds.RecordLinesItemExporter",
    "jsonl": "crawler.feeds.RecordLinesItemExporter",
    "jl": "crawler.feeds.RecordLinesItemExporter",
}
# -o, -O and FEEDS take articles; teasers and refused items are written where these say (a path or URI; empty: nowhere).
ADDONS = {"crawler.feeds.FeedsAddon": 100}
READMORE_TEASERS_FEED = ""
READMORE_REJECTS_FEED = ""
FEED_EXPORT_ENCODING = "utf-8"

ITEM_PIPELINES = {
    "pipelines.normalise.NormalisePipeline": 100,
    "pipelines.validate.ValidatePipeline": 200,
    "pipelines.deduplicate.DeduplicatePipeline": 300,
    "pipelines.detect_changes.DetectChangesPipeline": 400,
    "pipelines.export.ExportPipeline": 900,
}

# ---------------------------------------------------------------- what is kept
# Where the ledger lives (sqlite:///path/to/ledger.db); empty: in JOBDIR, else in a temporary file for one run.
READMORE_LEDGER_URL = ""
# The name of the job within its ledger; empty: the spider, and without JOBDIR its start addresses.
READMORE_JOB = ""
# The folder of the segments; empty: export/ in JOBDIR, else none are written. Compression: none, gzip or zstd.
READMORE_EXPORT_DIR = ""
READMORE_EXPORT_COMPRESSION = "none"
# What is done is made durable after so many pages, or so many milliseconds, whichever is first.
READMORE_COMMIT_PAGES = 50
READMORE_COMMIT_MILLISECONDS = 1000
# For tests: the point at which the process is killed.
READMORE_FAULT_POINT = ""
SCHEDULER = "crawler.frontier.scheduler.LedgerScheduler"
DUPEFILTER_CLASS = "crawler.frontier.dupefilter.LedgerDupeFilter"

# ---------------------------------------------------------------- nights
# The folder below which each site's nights stand, and how many of a site are kept there (0: all).
READMORE_NIGHTS_DIR = "exports"
READMORE_KEEP_NIGHTS = 0
# How many sites are crawled at the same time.
READMORE_SITES_AT_ONCE = 8
# Where an ended night's files are carried, by Scrapy's feed storages (s3://, gs://, ftp://, a folder); empty: nowhere.
READMORE_UPLOAD_URI = ""
# After how many days the ledger forgets what no night has asked for (0: never).
READMORE_FORGET_AFTER_DAYS = 0

# ---------------------------------------------------------------- how the crawl finds its way
# Pages of a listing in a row that may bring no new article before its pagination is left.
READMORE_MAX_DRY_PAGES = 3
REQUEST_FINGERPRINTER_CLASS = "crawler.request.CanonicalFingerprinter"
# Few items a page: a small number keeps Scrapy from starting a hundred tasks for each response.
CONCURRENT_ITEMS = 8

# A folder of site profiles (NAME.toml) of one's own, beside those that come with the project; it need not exist.
READMORE_PROFILES_DIR = "profiles"
# What one run of one site may take at most, in seconds and in bytes as they came over the wire; 0: what it needs.
READMORE_MAX_SECONDS = 0
READMORE_MAX_BYTES = 0

# Ages of an article at which a later night asks for it again (m, h, d, w), and which share of all known articles each
# night asks for besides, another part each night.
READMORE_REVISIT_AFTER = "1h, 1d, 3d, 7d, 30d"
READMORE_REVISIT_SHARE = 0.02

# ---------------------------------------------------------------- manners
USER_AGENT = "Readmore (a news reader built on Scrapy)"
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS_PER_DOMAIN = 1
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 0.5
AUTOTHROTTLE_MAX_DELAY = 30.0
COOKIES_ENABLED = False

# ---------------------------------------------------------------- what is not fetched
# Private and loopback addresses: 0 refuses them, 1 allows them, or a list of networks parted by commas.
READMORE_ALLOW_PRIVATE_ADDRESSES = "0"
TWISTED_DNS_RESOLVER = "crawler.download.address_guard.GuardedResolver"
DOWNLOADER_MIDDLEWARES = {
    "crawler.download.outcome.OutcomeMiddleware": 5,
    "crawler.download.address_guard.AddressGuardMiddleware": 40,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "crawler.download.same_site.SameSiteMiddleware": 50,
    "crawler.download.conditional.ConditionalMiddleware": 60,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.download.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "crawler.download.redirects.ReloadAwareMetaRefreshMiddleware": 580,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.download.redirects.LoopAwareRedirectMiddleware": 600,
}
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 60
REDIRECT_MAX_TIMES = 10

# ---------------------------------------------------------------- what a person sees
EXTENSIONS = {
    "crawler.monitoring.budget.BudgetExtension": 300,
    "crawler.monitoring.statistics.StatisticsExtension": 400,
    "crawler.monitoring.progress.ProgressExtension": 500,
}
# Seconds between two lines of progress.
READMORE_PROGRESS_SECONDS = 10
LOG_LEVEL = "INFO"
LOGSTATS_INTERVAL = 0
TELNETCONSOLE_ENABLED = False
# It runs whatever Python is sent to a local port, and leaves a file behind at each kill.
REMOTE_CONTROL_ENABLED = False
