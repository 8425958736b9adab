namespace Parlance.Core.Limits;

/// <summary>Every rate limit by name.</summary>
public sealed class LimitOptions
{
    public const string Section = "Limits";

    /// <summary>Multiplies every limit; above 0. Default 1. Also set by `RATE_LIMIT_SCALE`.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Attempts to sign in from one address. Default 60 a minute: an office behind one address may arrive at once.</summary>
    public RateLimit SignInPerAddress { get; init; } = new(60, TimeSpan.FromMinutes(1));

    /// <summary>Attempts to sign in to one account, from anywhere; what slows down guessing. Default 10 a minute.</summary>
    public RateLimit SignInPerAccount { get; init; } = new(10, TimeSpan.FromMinutes(1));

    /// <summary>New accounts from one address, guests that become members included. Default 30 in ten minutes.</summary>
    public RateLimit RegisterPerAddress { get; init; } = new(30, TimeSpan.FromMinutes(10));

    /// <summary>New guests from one address. Default 60 in ten minutes.</summary>
    public RateLimit GuestPerAddress { get; init; } = new(60, TimeSpan.FromMinutes(10));

    /// <summary>Attempts to give one room's password from one address; what slows down guessing four letters. Default 30 a minute.</summary>
    public RateLimit RoomPasswordPerAddress { get; init; } = new(30, TimeSpan.FromMinutes(1));

    /// <summary>Requests of one address to one dialect that only read. Default 600 a minute: browsers poll, and an office may share an address.</summary>
    public RateLimit ReadsPerAddress { get; init; } = new(600, TimeSpan.FromMinutes(1));

    /// <summary>Requests of one address to one dialect that change something. Default 120 a minute.</summary>
    public RateLimit WritesPerAddress { get; init; } = new(120, TimeSpan.FromMinutes(1));

    /// <summary>Uploads from one address, whoever makes them. Default 60 in ten minutes.</summary>
    public RateLimit UploadPerAddress { get; init; } = new(60, TimeSpan.FromMinutes(10));

    /// <summary>Searches of one user. Default 60 a minute.</summary>
    public RateLimit SearchPerUser { get; init; } = new(60, TimeSpan.FromMinutes(1));

    /// <summary>New guests from one address on wires without tokens, where each browser makes itself one. Default 60 a minute: a class or office may open a room at once.</summary>
    public RateLimit KeylessGuestPerAddress { get; init; } = new(60, TimeSpan.FromMinutes(1));

    /// <summary>Signals of one user, on all connections together; setting up a call takes a few dozen for each other participant. Default 600 a minute.</summary>
    public RateLimit SignalPerUser { get; init; } = new(600, TimeSpan.FromMinutes(1));

    /// <summary>Calls that one user starts or joins. Default 30 a minute.</summary>
    public RateLimit CallsPerUser { get; init; } = new(30, TimeSpan.FromMinutes(1));

    /// <summary>Reports of one user on their own calls. Default 120 a minute.</summary>
    public RateLimit CallReportsPerUser { get; init; } = new(120, TimeSpan.FromMinutes(1));

    /// <summary>Reports to the moderators from one address. Default 20 a minute.</summary>
    public RateLimit ReportPerAddress { get; init; } = new(20, TimeSpan.FromMinutes(1));

    /// <summary>Reports of one account. Default 10 a minute.</summary>
    public RateLimit ReportPerAccount { get; init; } = new(10, TimeSpan.FromMinutes(1));

    /// <summary>Reports from one device, as far as clients name theirs. Default 10 a minute.</summary>
    public RateLimit ReportPerDevice { get; init; } = new(10, TimeSpan.FromMinutes(1));

    /// <summary>Attempts to find a random partner from one address. Default 600 a minute: a school may share an address.</summary>
    public RateLimit MatchJoinsPerAddress { get; init; } = new(600, TimeSpan.FromMinutes(1));

    /// <summary>Attempts to find a random partner of one account, and of one device. Default 60 a minute.</summary>
    public RateLimit MatchJoinsPerPerson { get; init; } = new(60, TimeSpan.FromMinutes(1));

    /// <summary>Changes of a random partner from one address. Default 600 a minute.</summary>
    public RateLimit MatchNextsPerAddress { get; init; } = new(600, TimeSpan.FromMinutes(1));

    /// <summary>Changes of a random partner of one account, and of one device. Default 60 a minute.</summary>
    public RateLimit MatchNextsPerPerson { get; init; } = new(60, TimeSpan.FromMinutes(1));

    /// <summary>Messages to random partners from one address. Default 200 a second.</summary>
    public RateLimit MatchTextsPerAddress { get; init; } = new(200, TimeSpan.FromSeconds(1));

    /// <summary>Messages to random partners of one account, and of one device. Default 20 a second.</summary>
    public RateLimit MatchTextsPerPerson { get; init; } = new(20, TimeSpan.FromSeconds(1));

    /// <summary>Call signals to random partners from one address. Default 6000 in ten seconds.</summary>
    public RateLimit MatchSignalsPerAddress { get; init; } = new(6_000, TimeSpan.FromSeconds(10));

    /// <summary>Call signals to random partners of one account, and of one device. Default 300 in ten seconds: a call brings a burst of candidates.</summary>
    public RateLimit MatchSignalsPerPerson { get; init; } = new(300, TimeSpan.FromSeconds(10));
}
