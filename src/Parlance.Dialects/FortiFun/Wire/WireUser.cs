using System.Text.Json.Serialization;
using Parlance.Core.Accounts;
using Parlance.Core.Interests;
using Parlance.Dialects.Django;

namespace Parlance.Dialects.FortiFun.Wire;

/// <summary>A person as they stand beside a message.</summary>
internal sealed record WireUserMin(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("username")] string Username,
    [property: JsonPropertyName("profile_picture")] string? ProfilePicture)
{
    public static WireUserMin Of(User user, Links links) => new(user.Id.Value, DjangoCaller.NameOf(user), links.Absolute(user.AvatarUrl));
}

internal sealed record WireInterest([property: JsonPropertyName("id")] long Id, [property: JsonPropertyName("name")] string Name)
{
    public static WireInterest[] Of(IEnumerable<Interest> interests) => [.. interests.Select(interest => new WireInterest(interest.Id, interest.Name))];
}

/// <summary>A person as others see them. Fixture `answer_user__other`.</summary>
internal record WireUser
{
    [JsonPropertyName("id"), JsonPropertyOrder(-9)]
    public long Id { get; init; }

    [JsonPropertyName("username"), JsonPropertyOrder(-9)]
    public string Username { get; init; } = "";

    [JsonPropertyName("first_name"), JsonPropertyOrder(-9)]
    public string FirstName { get; init; } = "";

    [JsonPropertyName("last_name"), JsonPropertyOrder(-9)]
    public string LastName { get; init; } = "";

    [JsonPropertyName("date_joined"), JsonPropertyOrder(-9)]
    public string DateJoined { get; init; } = "";

    [JsonPropertyName("profile_picture"), JsonPropertyOrder(-9)]
    public string? ProfilePicture { get; init; }

    [JsonPropertyName("bio"), JsonPropertyOrder(-9)]
    public string Bio { get; init; } = "";

    [JsonPropertyName("location"), JsonPropertyOrder(-9)]
    public string Location { get; init; } = "";

    [JsonPropertyName("is_online"), JsonPropertyOrder(-9)]
    public bool IsOnline { get; init; }

    /// <summary>Now for who is connected, else when they last were; null when never.</summary>
    [JsonPropertyName("last_activity"), JsonPropertyOrder(-9)]
    public string? LastActivity { get; init; }

    [JsonPropertyName("interests"), JsonPropertyOrder(-9)]
    public IReadOnlyList<WireInterest> Interests { get; init; } = [];

    public static WireUser Of(User user, IReadOnlyList<Interest> interests, bool isOnline, DateTimeOffset now, Links links) => new()
    {
        Id = user.Id.Value,
        Username = DjangoCaller.NameOf(user),
        FirstName = user.Personal.GetValueOrDefault("first_name", ""),
        LastName = user.Personal.GetValueOrDefault("last_name", ""),
        DateJoined = DjangoTime.Of(user.CreatedAt),
        ProfilePicture = links.Absolute(user.AvatarUrl),
        Bio = user.Bio ?? "",
        Location = user.Personal.GetValueOrDefault("location", ""),
        IsOnline = isOnline,
        LastActivity = isOnline ? DjangoTime.Of(now) : user.LastSeenAt is { } seen ? DjangoTime.Of(seen) : null,
        Interests = WireInterest.Of(interests),
    };
}

/// <summary>A person as they see themselves. Fixture `answer_user__owner`.</summary>
internal sealed record WireOwner : WireUser
{
    public WireOwner(WireUser seen)
        : base(seen)
    {
    }

    [JsonConstructor]
    public WireOwner()
    {
    }

    [JsonPropertyName("email")]
    public string Email { get; init; } = "";

    /// <summary>Always null: sign-ins are not kept.</summary>
    [JsonPropertyName("last_login")]
    public string? LastLogin { get; init; }

    [JsonPropertyName("date_of_birth")]
    public string? DateOfBirth { get; init; }

    [JsonPropertyName("phone_number")]
    public string PhoneNumber { get; init; } = "";

    [JsonPropertyName("latitude")]
    public double? Latitude { get; init; }

    [JsonPropertyName("longitude")]
    public double? Longitude { get; init; }

    [JsonPropertyName("preferences")]
    public WirePreferences Preferences { get; init; } = WirePreferences.Unset;

    public static WireOwner Of(User user, WireUser seen) => new(seen)
    {
        Email = user.Email ?? "",
        DateOfBirth = user.Personal.GetValueOrDefault("date_of_birth"),
        PhoneNumber = user.Personal.GetValueOrDefault("phone_number", ""),
        Latitude = PersonalValues.Number(user, "latitude"),
        Longitude = PersonalValues.Number(user, "longitude"),
        Preferences = PersonalValues.Preferences(user),
    };
}
