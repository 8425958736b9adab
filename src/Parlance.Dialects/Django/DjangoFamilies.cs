using Microsoft.Extensions.DependencyInjection;
using Parlance.Core.Accounts;

namespace Parlance.Dialects.Django;

/// <summary>Which families are served, for the paths that several of them share (contracts R12): each is there when its <see cref="TokenFamily"/> is among the services.</summary>
public sealed class DjangoFamilies(IEnumerable<TokenFamily> served)
{
    public const string BlinkName = "blink";
    public const string BesageName = "besage";
    public const string FortiName = "forti";
    private const string RoomsName = "rooms";

    public static readonly TokenFamily BlinkTokens = new(BlinkName, TimeSpan.FromHours(1), TimeSpan.FromDays(7), Rotates: false);

    public static readonly TokenFamily FortiTokens = new(FortiName, TimeSpan.FromHours(1), TimeSpan.FromDays(7), Rotates: true);

    private readonly TokenFamily[] _served = [.. served];

    public TokenFamily? Blink => Find(BlinkName);

    public TokenFamily? Besage => Find(BesageName);

    public TokenFamily? Forti => Find(FortiName);

    /// <summary>Whose tokens registration gives out, and whose rules hold for a refresh token that names no family (contracts C2, C4); null when neither family is served.</summary>
    public TokenFamily? OfAccounts => Besage ?? Blink;

    /// <summary>The rooms family serves `/auth/logout` itself.</summary>
    public bool HasRooms => Find(RoomsName) is not null;

    public static TokenFamily BesageTokens(DjangoOptions options) =>
        new(BesageName, TimeSpan.FromMinutes(options.AccessTokenMinutes), TimeSpan.FromDays(7), Rotates: true);

    public static void AddBesage(IServiceCollection services) => services.AddSingleton(provider => BesageTokens(provider.GetRequiredService<DjangoOptions>()));

    public static void AddForti(IServiceCollection services) => services.AddSingleton(FortiTokens);

    private TokenFamily? Find(string name) => Array.Find(_served, family => family.Name == name);
}
