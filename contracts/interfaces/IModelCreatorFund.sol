// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title The Model Creator Fund
/// @notice Every week shares a pot of SOGNI among models by the paid images that the ledger counted for them, more for early
/// models and for models with stake. Shares go to the models' accounts.
/// @dev Three days to count, by anyone; then anyone pays. No image earns more than a cap that lies below the take on it, so
/// that ordering from one's own model never pays.
interface IModelCreatorFund {
    /// @notice A week.
    /// @param weight Sum over counted models of images x boost.
    /// @param pot What is shared; fixed by the first payment.
    /// @param paid What was paid so far.
    struct Week {
        uint256 weight;
        uint128 pot;
        uint128 paid;
        bool isSealed;
    }

    /// @notice `images` of a model were counted for a week.
    event ModelCounted(
        uint32 indexed week,
        uint32 indexed model,
        uint256 images,
        uint256 boostBps,
        uint256 weight,
        uint256 allWeight
    );
    /// @notice Counting ended: `pot` is shared.
    event WeekSealed(uint32 indexed week, uint128 pot, uint256 weight);
    /// @notice A model's account was paid its share.
    event ShareClaimed(uint32 indexed week, uint32 indexed model, address indexed account, uint256 amount);
    /// @notice What later weeks share was set: at most `perWeek` in all, and `perImage` for an image.
    event FundTermsSet(uint128 oldPerWeek, uint128 newPerWeek, uint128 oldPerImage, uint128 newPerImage);

    /// @notice Weeks are counted in their first three days.
    error ModelCreatorFundNotCounting(uint32 week, uint256 endedAt);
    /// @notice Weeks are paid after their first three days.
    error ModelCreatorFundStillCounting(uint32 week, uint256 endsAt);
    /// @notice The model is unknown, has no new images, or was counted this week.
    error ModelCreatorFundNothingNew(uint32 model);
    /// @notice The model was not counted in that week, or was paid.
    error ModelCreatorFundNothingDue(uint32 week, uint32 model);

    /// @notice Counts the images of a model since it was last counted, by anyone. Emits {ModelCounted}.
    function count(uint32 model) external;

    /// @notice Pays a model's share of a week to its account, by anyone. Emits {ShareClaimed}.
    function claim(uint32 week, uint32 model) external returns (uint256 amount);

    /// @notice Sets what later weeks share. Emits {FundTermsSet}. Role: admin.
    function setTerms(uint128 perWeek, uint128 perImage) external;

    /// @notice A week as it stands.
    function weekOf(uint32 week) external view returns (Week memory);

    /// @notice What a model's early place adds: 5,000 bps for the first, nothing from the 201st on.
    function earlyBps(uint32 model) external pure returns (uint256);

    /// @notice Weeks since 1970.
    function currentWeek() external view returns (uint32);

    /// @notice At most so much a week, and so much an image.
    function terms() external view returns (uint128 perWeek, uint128 perImage);

    /// @notice SOGNI that sealed weeks still owe.
    function owed() external view returns (uint256);
}
