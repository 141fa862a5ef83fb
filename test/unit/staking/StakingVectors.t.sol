// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {DoubleEndedQueue} from "@openzeppelin/contracts/utils/structs/DoubleEndedQueue.sol";
import {IStakeBenefits} from "../../../contracts/interfaces/IStakeBenefits.sol";
import {CoolingQueue} from "../../../contracts/staking/CoolingQueue.sol";
import {LpRates} from "../../../contracts/staking/LpRates.sol";
import {TakeRate} from "../../../contracts/staking/TakeRate.sol";
import {Test} from "../../helpers/Test.sol";

/// @dev The vectors that the SDK is held to as well.
contract StakingVectorsTest is Test {
    using CoolingQueue for DoubleEndedQueue.Bytes32Deque;
    using DoubleEndedQueue for DoubleEndedQueue.Bytes32Deque;

    string private json;
    mapping(uint256 row => DoubleEndedQueue.Bytes32Deque) private queues;

    function setUp() public {
        json = vm.readFile("./test/fixtures/staking.json");
    }

    function test_Takes() public view {
        IStakeBenefits.CurvePoint[] memory curve = new IStakeBenefits.CurvePoint[](4);
        for (uint256 i = 0; i < 4; ++i) {
            curve[i].extraBps = uint32(_at("curve", i, "extraBps"));
            curve[i].discountBps = uint16(_at("curve", i, "discountBps"));
        }
        for (uint256 i = 0; i < 10; ++i) {
            uint256 required = _at("takes", i, "required");
            uint256 extra = TakeRate.extraBps(_at("takes", i, "bonded"), required, required);
            uint256 discounts = TakeRate.discountAt(curve, extra) + _at("takes", i, "otherBps");
            vm.assertEq(TakeRate.take(4_500, 2_000, discounts), _at("takes", i, "takeBps"));
        }
    }

    function test_SlashesTheNewestRequests() public {
        for (uint256 i = 0; i < 4; ++i) {
            uint256 active = _at("slashes", i, "active");
            uint256 amount = _at("slashes", i, "amount");
            queues[i].push(uint208(_at("slashes", i, "cooling[0]")), 1);
            queues[i].push(uint208(_at("slashes", i, "cooling[1]")), 2);
            uint256 fromActive = amount < active ? amount : active;
            uint256 taken = fromActive + queues[i].takeNewest(amount - fromActive);
            vm.assertEq(taken, _at("slashes", i, "taken"));
            vm.assertEq(active - fromActive, _at("slashes", i, "leftActive"));
            for (uint256 j = 0; j < queues[i].length(); ++j) {
                (uint208 left, ) = CoolingQueue.unpack(queues[i].pos(j));
                vm.assertEq(left, _at("slashes", i, j == 0 ? "leftCooling[0]" : "leftCooling[1]"));
            }
        }
    }

    function test_LpRates() public view {
        for (uint256 i = 0; i < 5; ++i) {
            uint256 fair = LpRates.fair(
                _at("lpRates", i, "sogni"),
                _at("lpRates", i, "quote"),
                _at("lpRates", i, "price"),
                _at("lpRates", i, "supply")
            );
            vm.assertEq(fair, _at("lpRates", i, "fair"));
            uint256 target = LpRates.haircut(_at("lpSteps", i, "fair"), _at("lpSteps", i, "lowest"));
            vm.assertEq(LpRates.step(_at("lpSteps", i, "rate"), target), _at("lpSteps", i, "next"));
        }
    }

    function _at(string memory list, uint256 row, string memory field) private view returns (uint256) {
        bytes memory index = new bytes(1);
        index[0] = bytes1(uint8(48 + row));
        return vm.parseJsonUint(json, string.concat(".", list, "[", string(index), "].", field));
    }
}
