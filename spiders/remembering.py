"""What a crawl remembers while it goes: addresses, offers, yields, where a site tells of its articles."""

from functools import cached_property

from crawler.download.rendering.policy import RenderPolicy
from crawler.frontier.keeping import delivery_of
from spiders.arguments import NewsArguments
from spiders.following import Following
from spiders.informed import InformedReader
from spiders.judging import Judge
from spiders.offers import KnownOffers
from spiders.rendering import Rendering, SiteScores
from spiders.repeated import RepeatedBlocks
from spiders.returning import ReturningSpider
from spiders.seen import SeenAddresses
from spiders.sources import SiteSources
from spiders.traps import Traps


class RememberingSpider(ReturningSpider):
    """A spider with a memory, each part made when it is first asked for; ``arguments`` are what was typed."""

    arguments: NewsArguments

    @cached_property
    def seen(self) -> SeenAddresses:
        """The addresses met so far, in the ledger."""
        return SeenAddresses(delivery_of(self.crawler), self.past)

    @cached_property
    def offers(self) -> KnownOffers:
        """What the site has told about articles that were not read yet."""
        return KnownOffers(delivery_of(self.crawler), self.past)

    @cached_property
    def reader(self) -> InformedReader:
        """What reads a page by all that is known of it."""
        return InformedReader(self.offers, RepeatedBlocks(delivery_of(self.crawler)), self.profiled)

    @cached_property
    def traps(self) -> Traps:
        """What each kind of address gave."""
        return Traps(self.settings.getint("READMORE_TRAP_REQUESTS"), delivery_of(self.crawler))

    @cached_property
    def sources(self) -> SiteSources:
        """Where the sites keep their sitemaps and feeds."""
        return SiteSources()

    @cached_property
    def following(self) -> Following:
        """What decides which links are followed."""
        return Following(
            seen=self.seen,
            offers=self.offers,
            judge=Judge(sites=self.sites, arguments=self.arguments, traps=self.traps),
            count=self.count,
            max_dry_pages=self.settings.getint("READMORE_MAX_DRY_PAGES"),
            max_known_articles=self.settings.getint("READMORE_MAX_KNOWN_ARTICLES"),
            follows_feeds=self.settings.get("READMORE_DISCOVERY") != "links",
            is_delivered=self.past.knows_article_page,
            is_outdated=self.revisiting.is_outdated,
        )

    @cached_property
    def rendering(self) -> Rendering:
        """What decides which pages are asked for again, through a browser."""
        renderer, budget = self.settings.get("READMORE_RENDERER"), self.settings.getint("READMORE_RENDER_BUDGET")
        delivery = delivery_of(self.crawler)
        policy = RenderPolicy(renderer, budget, SiteScores(delivery))
        return Rendering(policy, self.settings.getint("READMORE_RENDER_MORE"), delivery)
