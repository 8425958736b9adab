namespace Parlance.Core.Accounts;

/// <summary>Smallest number, least rights.</summary>
public enum UserRole
{
    Guest = 0,
    Member = 1,
    Moderator = 2,
    Admin = 3,
}

/// <summary>One person, whichever dialect they came through.</summary>
public sealed record User
{
    public required UserId Id { get; init; }

    /// <summary>Public text id: a UUID, or what a guest client chose for itself. Unique; at most 128 characters.</summary>
    public required string Key { get; init; }

    /// <summary>As the owner spells it; unique without regard to case. Null for guests.</summary>
    public string? Username { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>Shown to its owner alone. Null when none was given.</summary>
    public string? Email { get; init; }

    public string? AvatarUrl { get; init; }

    /// <summary>The avatar in its four sizes; null unless it was uploaded as such. <see cref="AvatarUrl"/> is then the medium one.</summary>
    public AvatarSet? AvatarUrls { get; init; }

    public string? Bio { get; init; }

    /// <summary>How the person's page looks and sounds: colours, fonts, a banner. The names are those of <see cref="ProfileDetails"/>.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = ProfileDetails.None;

    /// <summary>The names are those of <see cref="PersonalDetails"/>.</summary>
    public IReadOnlyDictionary<string, string> Personal { get; init; } = PersonalDetails.None;

    /// <summary>Null for guests.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>SHA-256 of the secret that proves a guest; null for accounts with a password.</summary>
    public byte[]? GuestKeyHash { get; init; }

    public required UserRole Role { get; init; }

    /// <summary>Null when not banned; <see cref="DateTimeOffset.MaxValue"/> when for good.</summary>
    public DateTimeOffset? BannedUntil { get; init; }

    /// <summary>Tokens carry the generation they were minted under; raising it ends them all, but for those of <see cref="SparedSession"/>.</summary>
    public int TokenGeneration { get; init; }

    /// <summary>The session that ended all others and lives on under its old tokens; null when there is none.</summary>
    public SessionId? SparedSession { get; init; }

    /// <summary>The person was removed: nothing but id and key is left, so that neither is given again.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>Counts the changes of what <see cref="IAccountStore.UpdateAsync"/> writes.</summary>
    public long Version { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastSeenAt { get; init; }

    public bool IsGuest => Role == UserRole.Guest;

    /// <summary>As others are shown them.</summary>
    public Person AsPerson() => new(Id, Key, DisplayName, AvatarUrl);

    /// <summary>Every file the profile shows, each once: the avatar in its sizes and what the details name.</summary>
    public IReadOnlyCollection<string> FileUrls()
    {
        var urls = new HashSet<string>(StringComparer.Ordinal);
        Add(AvatarUrl);
        Add(AvatarUrls?.Thumbnail);
        Add(AvatarUrls?.Small);
        Add(AvatarUrls?.Medium);
        Add(AvatarUrls?.Large);
        foreach (var (name, value) in Details)
            Add(ProfileDetails.IsUrl(name) ? value : null);
        return urls;

        void Add(string? url)
        {
            if (url is not null)
                urls.Add(url);
        }
    }

    public bool IsBanned(DateTimeOffset now) => BannedUntil is { } until && until > now;
}
