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
ADDONS = {
    "crawler.download.rendering.addon.RenderingAddon": 50,
    "crawler.feeds.FeedsAddon": 100,
    "crawler.download.identity.IdentityAddon": 200,
}
READMORE_TEASERS_FEED = ""
READMORE_REJECTS_FEED = ""
FEED_EXPORT_ENCODING = "utf-8"

ITEM_PIPELINES = {
    "pipelines.normalise.NormalisePipeline": 100,
    "pipelines.validate.ValidatePipeline": 200,
    "pipelines.deduplicate.DeduplicatePipeline": 300,
    "pipelines.detect_changes.DetectChangesPipeline": 350,
    "pipelines.label_duplicates.LabelDuplicatesPipeline": 400,
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
# all: feeds, sitemaps and lists of posts too; links: only what pages link to.
READMORE_DISCOVERY = "all"
# Pages of a listing in a row that may bring no address which is new to the crawl, before its pagination is left.
READMORE_MAX_DRY_PAGES = 20
# Articles in a row that a listing may show which it showed before or which an earlier run delivered, the same.
READMORE_MAX_KNOWN_ARTICLES = 20
# Requests that addresses of one make may cost before one of them has to give something.
READMORE_TRAP_REQUESTS = 20
REQUEST_FINGERPRINTER_CLASS = "crawler.request.CanonicalFingerprinter"
# Few items a page: a small number keeps Scrapy from starting a hundred tasks for each response.
CONCURRENT_ITEMS = 8

# A folder of site profiles (NAME.toml) of one's own, beside those that come with the project; it need not exist.
READMORE_PROFILES_DIR = "profiles"
# What a job on one site may take at most in all its runs, in seconds and in bytes as they came over the wire; 0: what
# it needs.
READMORE_MAX_SECONDS = 0
READMORE_MAX_BYTES = 0

# Ages of an article at which a later night asks for it again (m, h, d, w), and which share of all known articles each
# night asks for besides, another part each night.
READMORE_REVISIT_AFTER = "1h, 1d, 3d, 7d, 30d"
READMORE_REVISIT_SHARE = 0.02

# ---------------------------------------------------------------- manners
# Whom a site's people can turn to: a web or e-mail address, or both. It goes into the User-Agent and From headers.
READMORE_CONTACT = ""
USER_AGENT = "Readmore"
ROBOTSTXT_OBEY = True
# Seconds until a host whose robots.txt could not be had is asked for it again; it is left alone so long.
READMORE_ROBOTS_RETRY_SECONDS = 600
# The longest crawl-delay of a robots.txt that is kept to, in seconds.
READMORE_MAX_CRAWL_DELAY_SECONDS = 30
# A host that answers 429 or 503 is paused: for as long as its Retry-After says, else for so many seconds, doubled
# with each such answer in a row (0: no pause); never longer than the maximum.
READMORE_BUSY_PAUSE_SECONDS = 5
READMORE_MAX_PAUSE_SECONDS = 300
# How often a page is tried again that met a 429 or a Retry-After.
READMORE_BUSY_RETRY_TIMES = 5
CONCURRENT_REQUESTS_PER_DOMAIN = 1
# Not 0: then Scrapy 2.19 starts all that waits for a host at once, and counts its connections too late.
DOWNLOAD_DELAY = 0.001
# Articles whose publisher reserves their use by machines (noai, TDM reservation, noindex) are refused, if true.
READMORE_OBEY_RIGHTS = False
# Whether each host is asked once for /.well-known/tdmrep.json.
READMORE_READ_TDMREP = True
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
    "crawler.download.second_thoughts.SecondThoughtsMiddleware": 110,
    "crawler.download.rights.RightsFileMiddleware": 120,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "crawler.download.throttle.PatientRetryMiddleware": 550,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "crawler.download.redirects.ReloadAwareMetaRefreshMiddleware": 580,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.download.unpacking.HonestCompressionMiddleware": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.download.redirects.LoopAwareRedirectMiddleware": 600,
    "crawler.download.closing_slash.ClosingSlashMiddleware": 610,
}
# Scrapy takes any certificate; browsers do not.
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 60
REDIRECT_MAX_TIMES = 10

# ---------------------------------------------------------------- pages that only a browser shows
# none, splash or playwright: what loads a page that came as a shell.
READMORE_RENDERER = "none"
READMORE_SPLASH_URL = "http://127.0.0.1:8050"
READMORE_CHROMIUM = "/usr/bin/chromium"
# Pages that a job may render in all its runs, and how many at a time.
READMORE_RENDER_BUDGET = 1_000
READMORE_RENDER_CONCURRENCY = 2
# Seconds until a page that does not stand still is taken as it is.
READMORE_RENDER_SECONDS = 15
# How often a listing is scrolled to its end, and its load-more button pressed.
READMORE_RENDER_MORE = 5
# Seconds that a renderer which has gone is waited for, once a run.
READMORE_RENDERER_WAIT_SECONDS = 120
DOWNLOAD_HANDLERS = {
    "http": "crawler.download.rendering.handler.RenderingDownloadHandler",
    "https": "crawler.download.rendering.handler.RenderingDownloadHandler",
}

# ---------------------------------------------------------------- what a person sees
EXTENSIONS = {
    "scrapy.extensions.throttle.AutoThrottle": None,
    "crawler.download.throttle.FlooredAutoThrottle": 0,
    "crawler.frontier.budget.BudgetExtension": 300,
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
