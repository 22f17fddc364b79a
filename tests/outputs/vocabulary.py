"""Types of schema.org and the names of their properties, as of release 30.0 of 2026-03-19.

Facts of the vocabulary, without its words: of each type that pages use the type above it, and
the properties that it adds, without those that are superseded. `Intangible`, which adds none, is
left out between a type and `Thing`.
"""

from __future__ import annotations

_TYPES: dict[str, tuple[str, str]] = {
    "Thing": (
        "",
        """
        additionalType alternateName description disambiguatingDescription identifier image
        mainEntityOfPage name owner potentialAction sameAs subjectOf url
        """,
    ),
    "Service": (
        "Thing",
        """
        aggregateRating areaServed audience availableChannel award brand broker category
        hasCertification hasOfferCatalog hoursAvailable isRelatedTo isSimilarTo logo offers
        provider providerMobility review serviceOutput serviceType slogan termsOfService
        """,
    ),
    "Offer": (
        "Thing",
        """
        acceptedPaymentMethod addOn additionalProperty advanceBookingRequirement
        aggregateRating areaServed asin availability availabilityEnds availabilityStarts
        availableAtOrFrom availableDeliveryMethod businessFunction category
        checkoutPageURLTemplate deliveryLeadTime eligibleCustomerType eligibleDuration
        eligibleQuantity eligibleRegion eligibleTransactionVolume gtin gtin12 gtin13 gtin14
        gtin8 hasAdultConsideration hasGS1DigitalLink hasMeasurement hasMerchantReturnPolicy
        includesObject ineligibleRegion inventoryLevel isFamilyFriendly itemCondition
        itemOffered leaseLength mobileUrl mpn offeredBy price priceCurrency
        priceSpecification priceValidUntil review seller serialNumber shippingDetails sku
        validForMemberTier validFrom validThrough warranty
        """,
    ),
    "PriceSpecification": (
        "Thing",
        """
        eligibleQuantity eligibleTransactionVolume maxPrice membershipPointsEarned minPrice
        price priceCurrency validForMemberTier validFrom validThrough valueAddedTaxIncluded
        """,
    ),
    "UnitPriceSpecification": (
        "PriceSpecification",
        """
        billingDuration billingIncrement billingStart priceComponentType priceType
        referenceQuantity unitCode unitText
        """,
    ),
    "Audience": (
        "Thing",
        """
        audienceType geographicArea
        """,
    ),
    "ServiceChannel": (
        "Thing",
        """
        availableLanguage processingTime providesService serviceLocation servicePhone
        servicePostalAddress serviceSmsNumber serviceUrl
        """,
    ),
    "CreativeWork": (
        "Thing",
        """
        about abstract accessMode accessModeSufficient accessibilityAPI accessibilityControl
        accessibilityFeature accessibilityHazard accessibilitySummary accountablePerson
        acquireLicensePage aggregateRating alternativeHeadline archivedAt assesses
        associatedMedia audience audio author award character citation comment commentCount
        conditionsOfAccess contentLocation contentRating contentReferenceTime contributor
        copyrightHolder copyrightNotice copyrightYear correction countryOfOrigin
        creativeWorkStatus creator creditText dateCreated dateModified datePublished
        digitalSourceType discussionUrl displayLocation editEIDR editor educationalAlignment
        educationalLevel educationalUse encoding encodingFormat exampleOfWork expires funder
        funding genre hasPart headline inLanguage interactionStatistic interactivityType
        interpretedAsClaim isAccessibleForFree isBasedOn isFamilyFriendly isPartOf keywords
        learningResourceType license locationCreated mainEntity maintainer material
        materialExtent mentions offers pattern position producer provider publication
        publisher publisherImprint publishingPrinciples recordedAt releasedEvent review
        schemaVersion sdDatePublished sdLicense sdPublisher size sourceOrganization spatial
        spatialCoverage sponsor teaches temporal temporalCoverage text thumbnail
        thumbnailUrl timeRequired translationOfWork translator typicalAgeRange usageInfo
        version video wordCount workExample workTranslation
        """,
    ),
    "Article": (
        "CreativeWork",
        """
        articleBody articleSection backstory pageEnd pageStart pagination speakable
        wordCount
        """,
    ),
    "NewsArticle": (
        "Article",
        """
        dateline printColumn printEdition printPage printSection
        """,
    ),
    "Organization": (
        "Thing",
        """
        acceptedPaymentMethod actionableFeedbackPolicy address agentInteractionStatistic
        aggregateRating alumni areaServed award brand companyRegistration contactPoint
        correctionsPolicy department dissolutionDate diversityPolicy diversityStaffingReport
        duns email employee ethicsPolicy event faxNumber founder foundingDate
        foundingLocation funder funding globalLocationNumber hasCertification hasCredential
        hasGS1DigitalLink hasMemberProgram hasMerchantReturnPolicy hasOfferCatalog hasPOS
        hasShippingService interactionStatistic isicV4 iso6523Code keywords knowsAbout
        knowsLanguage legalAddress legalName legalRepresentative leiCode location logo
        makesOffer member memberOf naics nonprofitStatus numberOfEmployees
        ownershipFundingInfo owns parentOrganization publishingPrinciples review seeks
        skills slogan sponsor subOrganization taxID telephone unnamedSourcesPolicy vatID
        """,
    ),
    "Person": (
        "Thing",
        """
        additionalName address affiliation agentInteractionStatistic alumniOf award
        birthDate birthPlace brand callSign children colleague contactPoint deathDate
        deathPlace duns email familyName faxNumber follows funder funding gender givenName
        globalLocationNumber hasCertification hasCredential hasOccupation hasOfferCatalog
        hasPOS height homeLocation honorificPrefix honorificSuffix interactionStatistic
        isicV4 jobTitle knows knowsAbout knowsLanguage lifeEvent makesOffer memberOf naics
        nationality netWorth owns parent performerIn pronouns publishingPrinciples relatedTo
        seeks sibling skills sponsor spouse taxID telephone vatID weight workLocation
        worksFor
        """,
    ),
    "ItemList": (
        "Thing",
        """
        aggregateElement itemListElement itemListOrder numberOfItems
        """,
    ),
    "BreadcrumbList": (
        "ItemList",
        "",
    ),
    "ListItem": (
        "Thing",
        """
        item nextItem position previousItem
        """,
    ),
}
_AVAILABILITY = """
    BackOrder Discontinued InStock InStoreOnly LimitedAvailability MadeToOrder OnlineOnly
    OutOfStock PreOrder PreSale Reserved SoldOut
"""
AVAILABILITY = frozenset(f"https://schema.org/{name}" for name in _AVAILABILITY.split())
"""The members of ItemAvailability."""


def properties(name: str) -> frozenset[str]:
    """Return the properties that a thing of this type may have. Raises KeyError for no type."""
    above, own = _TYPES[name]
    return frozenset(own.split()) | (properties(above) if above else frozenset())
